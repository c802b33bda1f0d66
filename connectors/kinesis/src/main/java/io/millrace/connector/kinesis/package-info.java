/** Source KINESIS: shards in the order of their lineage, read ahead of their ranges. */
package io.millrace.connector.kinesis;
