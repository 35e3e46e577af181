// Indexes of the graph, the same on every engine, for those who look entities up by value or events by time.
CREATE INDEX phone_value IF NOT EXISTS FOR (n:Phone) ON (n.value);
CREATE INDEX vehicle_value IF NOT EXISTS FOR (n:Vehicle) ON (n.value);
CREATE INDEX account_value IF NOT EXISTS FOR (n:Account) ON (n.value);
CREATE INDEX handset_value IF NOT EXISTS FOR (n:Handset) ON (n.value);
CREATE INDEX sim_value IF NOT EXISTS FOR (n:Sim) ON (n.value);
CREATE INDEX call_start IF NOT EXISTS FOR (n:Call) ON (n.start_utc);
CREATE INDEX message_start IF NOT EXISTS FOR (n:Message) ON (n.start_utc);
CREATE INDEX sighting_start IF NOT EXISTS FOR (n:Sighting) ON (n.start_utc);
CREATE INDEX payment_start IF NOT EXISTS FOR (n:Payment) ON (n.start_utc);
