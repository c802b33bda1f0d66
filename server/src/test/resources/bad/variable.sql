-- ! test.sql:2:41: MR1003: Cannot find variable: DIRECTORY (set it with --set DIRECTORY=value)
CREATE FILES CONNECTION uploads PATH = '${DIRECTORY}';
