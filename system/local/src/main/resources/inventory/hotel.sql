-- Every night from today (UTC) to the end of 2035. porto-livraria is on sale with no room allotted to it: always
-- sold out.
INSERT INTO hotel (hotel_id, name, city)
VALUES ('porto-ribeira', 'Casa da Ribeira', 'Porto'),
       ('porto-foz', 'Farol da Foz', 'Porto'),
       ('porto-livraria', 'Pensão da Livraria', 'Porto'),
       ('lisbon-alfama', 'Pátio de Alfama', 'Lisbon'),
       ('madrid-sol', 'Hostal del Reloj', 'Madrid'),
       ('barcelona-gracia', 'Casa Gràcia', 'Barcelona'),
       ('rome-trastevere', 'Locanda Trastevere', 'Rome'),
       ('dublin-liffey', 'Liffey House', 'Dublin')
ON CONFLICT DO NOTHING;

INSERT INTO room_night (hotel_id, night, capacity, available, price, currency)
SELECT h.hotel_id, d.day::date, h.rooms, h.rooms, h.price, 'EUR'
FROM (VALUES ('porto-ribeira',    20, 110.00),
             ('porto-foz',        12,  92.00),
             ('porto-livraria',    0,  45.00),
             ('lisbon-alfama',    15, 124.50),
             ('madrid-sol',       15,  88.00),
             ('barcelona-gracia', 18, 119.00),
             ('rome-trastevere',  10, 134.00),
             ('dublin-liffey',    10, 149.90))
         AS h (hotel_id, rooms, price),
     generate_series(current_date::timestamp, TIMESTAMP '2035-12-31', INTERVAL '1 day') AS d (day)
ON CONFLICT DO NOTHING;

-- For `make conformance`, which wants an inventory to itself.
INSERT INTO hotel (hotel_id, name, city)
VALUES ('conformance', 'Conformance', 'Nowhere')
ON CONFLICT DO NOTHING;

INSERT INTO room_night (hotel_id, night, capacity, available, price, currency)
SELECT 'conformance', DATE '2035-01-01' + night, 8, 8, 10.00, 'EUR'
FROM generate_series(0, 6) AS nights (night)
ON CONFLICT DO NOTHING;
