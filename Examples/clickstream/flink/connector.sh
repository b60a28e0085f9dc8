#!/bin/sh
# Gets Flink's Kinesis connector, unless it is there: from KINESIS_CONNECTOR if that names a file, else from Maven Central.
set -e
jar=$(dirname "$0")/connector.jar
version=5.0.0-1.20
url=https://repo1.maven.org/maven2/org/apache/flink/flink-sql-connector-kinesis/$version/flink-sql-connector-kinesis-$version.jar
if [ -n "$KINESIS_CONNECTOR" ]; then
  cp "$KINESIS_CONNECTOR" "$jar"
elif ! [ -f "$jar" ] || [ "$(head -c 2 "$jar")" != PK ]; then
  curl -fsSL -o "$jar" "$url"
fi
