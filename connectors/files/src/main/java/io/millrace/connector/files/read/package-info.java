/** Reading files in chunks, whatever keeps them. */
package io.millrace.connector.files.read;
