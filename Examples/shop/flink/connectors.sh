#!/bin/sh
# Puts what the query needs of Flink, and the service has not, into one jar: the connector for Kinesis, and the file system
# that reads the table of products from S3. From KINESIS_CONNECTOR if that names a file, else from Maven Central.
set -e
folder=$(dirname "$0")
jar=$folder/connectors.jar
central=https://repo1.maven.org/maven2/org/apache/flink
if [ -n "$KINESIS_CONNECTOR" ]; then
  cp "$KINESIS_CONNECTOR" "$jar"
elif ! [ -f "$jar" ] || [ "$(head -c 2 "$jar")" != PK ]; then
  parts=$(mktemp -d)
  trap 'rm -r "$parts"' EXIT
  curl -fsSL -o "$parts/kinesis.jar" \
    $central/flink-sql-connector-kinesis/5.0.0-1.20/flink-sql-connector-kinesis-5.0.0-1.20.jar
  curl -fsSL -o "$parts/s3.jar" $central/flink-s3-fs-hadoop/1.20.1/flink-s3-fs-hadoop-1.20.1.jar
  python3 "$folder/join_jars.py" "$jar" "$parts/kinesis.jar" "$parts/s3.jar"
fi
