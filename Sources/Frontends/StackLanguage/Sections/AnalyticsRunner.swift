/// The program that an application of the section `analytics` runs: it makes a table of each property group, and runs the
/// query ("Python: create an application", Managed Service for Apache Flink Developer Guide).
enum AnalyticsRunner {
  /// What the program is called in the packed code.
  static let fileName = "main.py"
  /// What the query is called there.
  static let query = "query.sql"
  /// What the jar with the connector is called there.
  static let connector = "lib/connector.jar"

  /// The program. `Tests/python/test_analytics_runner.py` runs it.
  static let program = #"""
    """Runs one SQL query over streams; written by stackc, which keeps the tables in the application's property groups."""

    import json
    import os

    PROPERTIES = "/etc/flink/application_properties.json"
    FOLDER = os.path.dirname(os.path.abspath(__file__))


    def options(pairs):
        return ", ".join("'{}' = '{}'".format(key, str(value).replace("'", "''")) for key, value in pairs)


    def region(arn):
        return arn.split(":")[3]


    def input_table(name, group):
        columns = group.get("columns")
        time = group.get("time", "arrived")
        definition = (columns or "`data` STRING") + (
            ", `arrived` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL"
            ", WATERMARK FOR `{0}` AS `{0}` - INTERVAL '{1}' SECOND(3)".format(time, group.get("lateness", "5"))
        )
        pairs = [
            ("connector", "kinesis"),
            ("stream.arn", group["arn"]),
            ("aws.region", region(group["arn"])),
            ("source.init.position", group.get("startingPosition", "LATEST")),
            ("format", "json" if columns else "raw"),
        ]
        if columns:
            pairs.append(("json.timestamp-format.standard", "ISO-8601"))
        return "CREATE TABLE `{}` ({}) WITH ({})".format(name, definition, options(pairs))


    def reference_table(name, group):
        columns = group.get("columns")
        bucket = group["arn"].split(":::")[1]
        pairs = [
            ("connector", "filesystem"),
            ("path", "s3a://{}/{}".format(bucket, group["key"])),
            ("format", group.get("format", "csv") if columns else "raw"),
        ]
        return "CREATE TABLE `{}` ({}) WITH ({})".format(name, columns or "`data` STRING", options(pairs))


    def output_table(name, group, query):
        pairs = [
            ("connector", "kinesis"),
            ("stream.arn", group["arn"]),
            ("aws.region", region(group["arn"])),
            ("format", "json"),
            ("json.timestamp-format.standard", "ISO-8601"),
        ]
        partition = "PARTITIONED BY (`{}`) ".format(group["partitionBy"]) if "partitionBy" in group else ""
        return [
            "CREATE TEMPORARY VIEW `{}__rows` AS {}".format(name, query),
            "CREATE TABLE `{}` ({{columns}}) {}WITH ({})".format(name, partition, options(pairs)),
            "INSERT INTO `{0}` SELECT * FROM `{0}__rows`".format(name),
        ]


    def statements(groups, query):
        """The tables of the inputs and files, and what makes the result's table of the query's columns."""
        tables, output = [], None
        for group in groups:
            kind, _, name = group["PropertyGroupId"].partition(".")
            if kind == "input":
                tables.append(input_table(name, group["PropertyMap"]))
            elif kind == "reference":
                tables.append(reference_table(name, group["PropertyMap"]))
            elif kind == "output":
                output = (name, group["PropertyMap"])
        return tables, output_table("__" + output[0], output[1], query)


    def column(name, kind):
        return "`{}` {}".format(name, kind.replace(" *ROWTIME*", "").replace(" *PROCTIME*", ""))


    def main():
        from pyflink.table import EnvironmentSettings, TableEnvironment

        with open(PROPERTIES) as file:
            groups = json.load(file)
        with open(os.path.join(FOLDER, "query.sql")) as file:
            query = file.read().strip().rstrip(";")
        table_env = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())
        tables, (view, sink, insert) = statements(groups, query)
        for statement in tables:
            table_env.execute_sql(statement)
        table_env.execute_sql(view)
        rows = table_env.execute_sql("DESCRIBE {}".format(view.split(" AS ")[0].split()[-1]))
        with rows.collect() as described:
            columns = ", ".join(column(row[0], row[1]) for row in described)
        table_env.execute_sql(sink.replace("{columns}", columns))
        table_env.execute_sql(insert)


    if __name__ == "__main__":
        main()

    """#
}
