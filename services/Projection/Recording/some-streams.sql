-- A few SKUs and orders, whichever come first: of their read models, which hold nothing else to look through.
(select tenant_id, id, false from mt_doc_stockitem limit 50)
union all
(select tenant_id, id, true from mt_doc_ordersummary limit 50)
