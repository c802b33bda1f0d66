create job j as copy from KAFKA c topic='x' into t
  with expectation "valid email" expect email like '%@%' and on_time on violation drop
  with expectation e expect case when a then b else c end on violation Reject;
alter job j add expectation f expect a is not null on violation warn;
alter job j drop expectation f;
replay rejects of job j;
