-- Every day from today (UTC) to the end of 2035, at every airport that is flown to or from.
INSERT INTO car_day (location, car_class, day, capacity, available, price, currency)
SELECT l.location, c.car_class, d.day::date, c.cars, c.cars, c.price, 'EUR'
FROM (VALUES ('LIS'), ('OPO'), ('MAD'), ('BCN'), ('LHR'), ('CDG'), ('AMS'), ('FRA'), ('DUB'), ('FCO')) AS l (location),
     (VALUES ('ECONOMY', 12, 29.00), ('COMPACT', 10, 39.00), ('ESTATE', 6, 58.50), ('VAN', 4, 84.00))
         AS c (car_class, cars, price),
     generate_series(current_date::timestamp, TIMESTAMP '2035-12-31', INTERVAL '1 day') AS d (day)
ON CONFLICT DO NOTHING;

-- For `make conformance`, which wants an inventory to itself.
INSERT INTO car_day (location, car_class, day, capacity, available, price, currency)
SELECT 'ZZZ', 'COMPACT', DATE '2035-01-01' + day, 8, 8, 10.00, 'EUR'
FROM generate_series(0, 6) AS days (day)
ON CONFLICT DO NOTHING;
