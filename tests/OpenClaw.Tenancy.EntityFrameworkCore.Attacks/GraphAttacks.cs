using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using static OpenClaw.Tenancy.EntityFrameworkCore.Attacks.AttackDb;
using static OpenClaw.Tenancy.TestKit.TestWorld;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Rows that are reached through others: parts, tables of one entity, links, cascades, and what runs while saving.</summary>
public static class GraphAttacks
{
    public static IEnumerable<AttackCase> All => [.. Saving, .. Parts, .. Tables, .. Links];

    private static IEnumerable<AttackCase> Saving =>
    [
        new("a later interceptor adds as acme", (db, id) => Save(db, () => db.Add(new Cat { Id = id + 700 })),
            o => o.AddInterceptors(new EvilInterceptor(c => Each<Cat>(c, e => e.Entity.Tenant = Acme)))),
        new("a later interceptor says what the owner was", (db, id) => Save(db, () => db.Update(new Cat { Id = id, Name = "pwn" })),
            o => o.AddInterceptors(new EvilInterceptor(c => Each<Cat>(c, e =>
            {
                e.Entity.Tenant = Acme;
                e.Property(x => x.Tenant).OriginalValue = Acme;
            })))),
        new("a later interceptor says only what the owner was", (db, id) => Save(db, () => db.Update(new Cat { Id = id, Name = "pwn", Tenant = Globex })),
            o => o.AddInterceptors(new EvilInterceptor(c => Each<Cat>(c, e => e.Property(x => x.Tenant).OriginalValue = Acme)))),
        new("an event attaches a stub", (db, id) =>
        {
            db.SavingChanges += (_, _) => db.Remove(new Tag { Id = id, Tenant = Acme });
            db.Add(new Tag { Id = 150 });
            db.SaveChanges();
        }),
        new("a cascade at save time reaches a dependent of acme's", (db, id) => Save(db, () => Cascade(db, new Comment { Id = id, Tenant = Acme, PostId = 101 }))),
        new("a cascade at save time reaches a dependent of nobody's", (db, id) => Save(db, () => Cascade(db, new Comment { Id = id, PostId = 101 }))),
        new("a cascade at save time reaches a dependent that says it is one's own", (db, id) => Save(db, () => Cascade(db, new Comment { Id = id, Tenant = Globex, PostId = 101 }))),
    ];

    private static IEnumerable<AttackCase> Parts =>
    [
        .. Owners().SelectMany(owner => new AttackCase[]
        {
            new($"only an owned part changes, {owner.Text}", (db, id) => Save(db, () =>
                db.Attach(new Post { Id = id, Tenant = owner.Tenant, Address = new() { City = "x" } }).Entity.Address!.City = "pwn")),
            new($"only a JSON part changes, {owner.Text}", (db, id) => Save(db, () =>
                db.Attach(new Post { Id = id, Tenant = owner.Tenant, Meta = new() { Note = "x" } }).Entity.Meta!.Note = "pwn")),
            new($"a part in a table of its own changes, {owner.Text}", (db, id) => Save(db, () =>
                db.Attach(new Post { Id = id, Tenant = owner.Tenant, Lines = { new() { Id = id, Text = "x" } } }).Entity.Lines[0].Text = "pwn")),
            new($"a part in a table of its own is removed, {owner.Text}", (db, id) => Save(db, () =>
                db.Attach(new Post { Id = id, Tenant = owner.Tenant, Lines = { new() { Id = id, Text = "x" } } }).Entity.Lines.Clear())),
            new($"a part is planted, {owner.Text}", (db, id) => Save(db, () =>
                db.Attach(new Post { Id = id, Tenant = owner.Tenant }).Entity.Lines.Add(new() { Id = 77, Text = "planted" }))),
            new($"a part is planted as added, {owner.Text}", (db, id) => Save(db, () =>
            {
                var line = new Line { Id = 77, Text = "planted" };
                db.Attach(new Post { Id = id, Tenant = owner.Tenant }).Entity.Lines.Add(line);
                db.ChangeTracker.DetectChanges();
                db.Entry(line).State = EntityState.Added;
            })),
        }),
    ];

    private static IEnumerable<AttackCase> Tables =>
    [
        .. Owners().SelectMany(owner => new AttackCase[]
        {
            new($"table per type: a column of the base, {owner.Text}", (db, id) => Save(db, () => Set(db.Attach(new Car { Id = id, Tenant = owner.Tenant }), "Plate", "pwn"))),
            new($"table per type: a column of the derived alone, {owner.Text}", (db, id) => Save(db, () => Set(db.Attach(new Car { Id = id, Tenant = owner.Tenant }), "Doors", 7))),
            new($"table per type: remove, {owner.Text}", (db, id) => Save(db, () => db.Remove(new Car { Id = id, Tenant = owner.Tenant }))),
            new($"split table: a column of the tail alone, {owner.Text}", (db, id) => Save(db, () => Set(db.Attach(new Invoice { Id = id, Tenant = owner.Tenant }), "Tail", "pwn"))),
        }),
        new("table per type, the caller owns the transaction", (db, id) => InTransaction(db, () => Set(db.Attach(new Car { Id = id, Tenant = Globex }), "Doors", 7))),
        new("table per type, no savepoints, committed whatever happens", (db, id) =>
        {
            db.Database.AutoSavepointsEnabled = false;
            InTransaction(db, () => Set(db.Attach(new Car { Id = id, Tenant = Globex }), "Doors", 7));
        }),
        new("table per type, never a transaction", (db, id) => Save(db, () =>
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            Set(db.Attach(new Car { Id = id, Tenant = Globex }), "Doors", 7);
        })),
        new("split table, never a transaction", (db, id) => Save(db, () =>
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            Set(db.Attach(new Invoice { Id = id, Tenant = Globex }), "Tail", "pwn");
        })),
    ];

    private static IEnumerable<AttackCase> Links =>
    [
        .. Owners().SelectMany(owner => new AttackCase[]
        {
            new($"many to many: remove a foreign link, {owner.Text}", (db, id) => Save(db, () =>
            {
                var post = new Post { Id = id, Tenant = owner.Tenant, Tags = { new() { Id = id, Tenant = owner.Tenant } } };
                db.Attach(post);
                post.Tags.Clear();
            })),
            new($"many to many: link a foreign post to a foreign tag, {owner.Text}", (db, id) => Save(db, () =>
            {
                var tag = new Tag { Id = 2, Tenant = owner.Tenant };
                var post = new Post { Id = id, Tenant = owner.Tenant };
                db.AttachRange(tag, post);
                post.Tags.Add(tag);
            })),
            new($"many to many: link one's own post to a foreign tag, {owner.Text}", (db, id) => Save(db, () =>
            {
                var tag = new Tag { Id = id, Tenant = owner.Tenant };
                db.Attach(tag);
                db.Posts.Single().Tags.Add(tag);
            })),
            new($"put one's own comment under a foreign post, {owner.Text}", (db, id) => Save(db, () =>
                db.Comments.Single().Post = db.Attach(new Post { Id = id, Tenant = owner.Tenant }).Entity)),
        }),
        new("comment on a foreign post by its id", (db, id) => Save(db, () => db.Add(new Comment { Id = 180, PostId = id }))),
        new("a part of a foreign doc", (db, id) => Save(db, () => db.Add(new Part { Id = 9, DocId = id + 98 }))),
        new("alternate key: link to a foreign slug", (db, id) => Save(db, () => db.Add(new PageLink { Id = 190, Slug = id == 1 ? "s-acme" : "s-nobody" }))),
        new("alternate key: take a foreign slug", (db, id) => Save(db, () => db.Add(new Page { Id = 191, Slug = id == 1 ? "s-acme" : "s-nobody" }))),
    ];

    private static (string Text, TenantId? Tenant)[] Owners() => [("nobody's", null), ("acme's", Acme), ("said to be one's own", Globex)];

    private static void Cascade(AttackDb db, Comment comment)
    {
        db.ChangeTracker.CascadeDeleteTiming = CascadeTiming.OnSaveChanges;
        Post post = db.Posts.Single();
        db.Attach(comment);
        db.Remove(post);
    }

    private static void InTransaction(AttackDb db, Action act)
    {
        using IDbContextTransaction transaction = db.Database.BeginTransaction();
        try
        {
            Save(db, act);
        }
        finally
        {
            transaction.Commit();
        }
    }

    private static void Each<T>(DbContext db, Action<EntityEntry<T>> act)
        where T : class
    {
        foreach (EntityEntry<T> entry in db.ChangeTracker.Entries<T>())
        {
            act(entry);
        }
    }

    private static void Save(AttackDb db, Action act)
    {
        act();
        db.SaveChanges();
    }

    private static void Set(EntityEntry entry, string property, object value) => entry.Property(property).CurrentValue = value;
}
