/** Source FILES: a local directory that keeps receiving files. */
package io.millrace.connector.files;
