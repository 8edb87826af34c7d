using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using static OpenClaw.Tenancy.EntityFrameworkCore.Attacks.AttackDb;
using static OpenClaw.Tenancy.TestKit.TestWorld;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Rows that were never loaded: attached, updated, removed and added by their ids.</summary>
public static class StubAttacks
{
    public static IEnumerable<AttackCase> All =>
    [
        new("update a stub", (db, id) => Save(db, () => db.Update(new Tag { Id = id, Name = "pwn" }))),
        new("update a stub of acme's", (db, id) => Save(db, () => db.Update(new Tag { Id = id, Tenant = Acme, Name = "pwn" }))),
        new("update a stub of one's own", (db, id) => Save(db, () => db.Update(new Tag { Id = id, Tenant = Globex, Name = "pwn" }))),
        new("remove a stub", (db, id) => Save(db, () => db.Remove(new Comment { Id = id }))),
        new("remove a stub of acme's", (db, id) => Save(db, () => db.Remove(new Comment { Id = id, Tenant = Acme }))),
        new("remove a stub of one's own", (db, id) => Save(db, () => db.Remove(new Comment { Id = id, Tenant = Globex }))),
        new("attach a stub of acme's, change a property", (db, id) => Save(db, () => Set(db.Attach(new Tag { Id = id, Tenant = Acme }), "Name", "pwn"))),
        new("attach a stub of acme's, say it is one's own", (db, id) => Save(db, () => Set(db.Attach(new Tag { Id = id, Tenant = Acme, Name = "pwn" }), "Tenant", Globex))),
        new("change the tenant of one's own row", (db, _) => Save(db, () => db.Animals.First().Tenant = Acme)),
        new("the same without change detection", (db, _) => Save(db, () =>
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            Animal animal = db.Animals.First();
            animal.Tenant = Acme;
            db.Entry(animal).Property(a => a.Tenant).IsModified = true;
        })),
        new("add as acme", (db, id) => Save(db, () => db.Add(new Tag { Id = id + 700, Tenant = Acme }))),
        new("add with a foreign id, tenant first in the key", (db, id) => Save(db, () => db.AddRange(new Tag { Id = id, Name = "x" }, new Tag { Id = 160 }))),
        new("add a doc with a foreign id", (db, id) => Save(db, () => db.Add(new Doc { Id = id + 1, Body = "x" }))),
        new("update a doc of acme's", (db, id) => Save(db, () => db.Update(new Doc { Tenant = Acme, Id = id, Body = "pwn" }))),
        new("remove a doc of acme's", (db, id) => Save(db, () => db.Remove(new Doc { Tenant = Acme, Id = id }))),
        new("remove a doc without a tenant", (db, id) => Save(db, () => db.Remove(new Doc { Id = id + 300 }))),
        new("excepted: update a stub", (db, id) => Save(db, () => db.Update(new Cat { Id = id, Name = "pwn" }))),
        new("excepted: update a stub of acme's", (db, id) => Save(db, () => db.Update(new Cat { Id = id, Tenant = Acme, Name = "pwn" }))),
        new("excepted: update a stub of one's own", (db, id) => Save(db, () => db.Update(new Cat { Id = id, Tenant = Globex, Name = "pwn" }))),
        new("excepted: remove a stub", (db, id) => Save(db, () => db.Remove(new Cat { Id = id }))),
        new("excepted: remove a stub of one's own", (db, id) => Save(db, () => db.Remove(new Cat { Id = id, Tenant = Globex }))),
        new("excepted: change a column of the derived class", (db, id) => Save(db, () => Set(db.Attach(new Cat { Id = id, Tenant = Globex }), "Lives", 1))),
        new("excepted: say what the owner was", (db, id) => Save(db, () =>
        {
            EntityEntry<Cat> entry = db.Attach(new Cat { Id = id, Tenant = Globex });
            entry.Property(c => c.Tenant).OriginalValue = Acme;
            entry.Property(c => c.Name).CurrentValue = "pwn";
        })),
        new("excepted: take the row over", (db, id) => Save(db, () =>
        {
            EntityEntry<Cat> entry = db.Attach(new Cat { Id = id, Tenant = Acme });
            entry.Property(c => c.Tenant).CurrentValue = Globex;
        })),
        new("excepted: add with a foreign id", (db, id) => Save(db, () => db.Add(new Cat { Id = id, Name = "x" })), Tells: "declared by Except"),
        new("shadow tenant: update a stub", (db, id) => Save(db, () => db.Update(new Note { Id = id, Body = "pwn" }))),
        new("shadow tenant: remove a stub", (db, id) => Save(db, () => db.Remove(new Note { Id = id }))),
        new("shadow tenant: say it is acme's", (db, _) => Save(db, () => db.Entry(db.Notes.Single()).Property("Tenant").CurrentValue = Acme)),
        new("text tenant: update a stub", (db, id) => Save(db, () => db.Update(new Label { Id = id, Name = "pwn" }))),
        new("text tenant: update a stub of acme's", (db, id) => Save(db, () => db.Update(new Label { Id = id, TenantId = "acme", Name = "pwn" }))),
        new("text tenant: other case", (db, id) => Save(db, () => db.Update(new Label { Id = id, TenantId = "GLOBEX", Name = "pwn" }))),
        new("text tenant: empty", (db, id) => Save(db, () => db.Update(new Label { Id = id, TenantId = "", Name = "pwn" }))),
        new("text tenant: change the tenant of one's own row", (db, _) => Save(db, () => db.Labels.First().TenantId = "acme")),
    ];

    private static void Save(AttackDb db, Action act)
    {
        act();
        db.SaveChanges();
    }

    private static void Save<T>(AttackDb db, Func<T> act)
    {
        act();
        db.SaveChanges();
    }

    private static EntityEntry Set(EntityEntry entry, string property, object value)
    {
        entry.Property(property).CurrentValue = value;
        return entry;
    }
}
