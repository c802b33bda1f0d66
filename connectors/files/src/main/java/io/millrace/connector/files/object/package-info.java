/** Jobs that read the objects of a bucket, whoever keeps it: which are new, in which order, and what of it to remember. */
package io.millrace.connector.files.object;
