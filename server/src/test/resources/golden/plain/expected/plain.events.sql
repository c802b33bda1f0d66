SELECT $file_name, $row_number, id FROM lake.plain.events;
