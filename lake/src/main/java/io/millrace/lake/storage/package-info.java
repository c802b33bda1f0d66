/** Where the files of tables lie: on this machine or in an object store. */
package io.millrace.lake.storage;
