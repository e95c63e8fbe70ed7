-- Every day from today (UTC) to the end of 2035. RT404 is on sale with no seat allotted to it: always sold out.
INSERT INTO flight (flight_number, departure_date, origin, destination, departure_time, capacity, available, price, currency)
SELECT f.flight_number,
       d.day::date,
       f.origin,
       f.destination,
       (d.day + f.departs) AT TIME ZONE f.zone,
       f.seats,
       f.seats,
       f.price,
       'EUR'
FROM (VALUES ('RT101', 'LIS', 'OPO', TIME '07:30', 'Europe/Lisbon',     60,  59.00),
             ('RT103', 'LIS', 'OPO', TIME '18:15', 'Europe/Lisbon',     40,  89.00),
             ('RT404', 'LIS', 'OPO', TIME '12:00', 'Europe/Lisbon',      0,  39.00),
             ('RT102', 'OPO', 'LIS', TIME '09:45', 'Europe/Lisbon',     60,  59.00),
             ('RT201', 'LIS', 'MAD', TIME '08:10', 'Europe/Lisbon',     80,  74.50),
             ('RT202', 'MAD', 'BCN', TIME '11:20', 'Europe/Madrid',     80,  64.00),
             ('RT301', 'LHR', 'LIS', TIME '06:55', 'Europe/London',     90, 129.00),
             ('RT305', 'DUB', 'LHR', TIME '07:05', 'Europe/Dublin',     50,  79.90),
             ('RT310', 'CDG', 'BCN', TIME '13:40', 'Europe/Paris',      70, 109.00),
             ('RT320', 'FRA', 'FCO', TIME '15:25', 'Europe/Berlin',     70, 139.00),
             ('RT330', 'AMS', 'DUB', TIME '20:05', 'Europe/Amsterdam',  60,  99.00))
         AS f (flight_number, origin, destination, departs, zone, seats, price),
     generate_series(current_date::timestamp, TIMESTAMP '2035-12-31', INTERVAL '1 day') AS d (day)
ON CONFLICT DO NOTHING;

-- For `make conformance`, which wants an inventory to itself.
INSERT INTO flight (flight_number, departure_date, origin, destination, departure_time, capacity, available, price, currency)
VALUES ('RT999', DATE '2035-01-01', 'ZZY', 'ZZZ', TIMESTAMPTZ '2035-01-01 12:00Z', 8, 8, 10.00, 'EUR')
ON CONFLICT DO NOTHING;
