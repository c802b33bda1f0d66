--set X=a_long_value
DROP TABLE ${X} nonsense
