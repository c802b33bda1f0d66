/** Between a client and a server that speak HTTP. */
package io.millrace.testing.http;
