/** An object store for tests. */
package io.millrace.testing.s3;
