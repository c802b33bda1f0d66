SELECT $a$ abc $$
