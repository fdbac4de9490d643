-- As the event store's 0005 does for its tables.
select without_json_statistics(t) from unnest(array['mt_doc_stockitem', 'mt_doc_ordersummary', 'mt_doc_worksession', 'outbox']::regclass[]) t;
