/** Source S3: a bucket of Amazon S3, or of another store that speaks its protocol. */
package io.millrace.connector.files.s3;
