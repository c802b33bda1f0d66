/** Source HTTP: what clients post is kept in a log on disk, then read by jobs like any other stream. */
package io.millrace.connector.http;
