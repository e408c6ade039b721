-- Since when a person lets the connection rest; null: it works. Apart from state: a resting one may have refused tokens.
alter table connection add column paused_at timestamptz;
