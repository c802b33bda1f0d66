/** Azure Storage, accounts with a hierarchical namespace among them, by the interface of blobs that all of them have. */
package io.millrace.connector.azure;
