-- A saga that has ended is deleted after a while, and its request id says from then on how it ended. Nothing is rewritten here and
-- nothing read: this takes an instant, however much there is.
ALTER TABLE saga_request
    ADD COLUMN IF NOT EXISTS status   text,         -- how the saga ended; null as long as the saga itself is there to tell
    ADD COLUMN IF NOT EXISTS ended_at timestamptz;  -- when; null with status
