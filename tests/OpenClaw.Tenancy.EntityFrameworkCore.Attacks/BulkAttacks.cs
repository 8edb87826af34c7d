using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Writes that no tracked entry stands for: bulk updates and deletes, and SQL of one's own.</summary>
public static class BulkAttacks
{
    public static IEnumerable<AttackCase> All =>
    [
        new("update all", (db, _) => db.Tags.ExecuteUpdate(s => s.SetProperty(t => t.Name, "pwn"))),
        new("update all, filters ignored", (db, _) => db.Tags.IgnoreQueryFilters().ExecuteUpdate(s => s.SetProperty(t => t.Name, "pwn"))),
        new("delete all, the tenant's filter ignored by name", (db, _) => db.Tags.IgnoreQueryFilters([TenancyModel.FilterName]).ExecuteDelete()),
        new("delete all, filters ignored by a list in a variable", (db, _) =>
        {
            List<string> names = ["soft", TenancyModel.FilterName];
            db.Tags.IgnoreQueryFilters(names).ExecuteDelete();
        }),
        new("delete a part's owner", (db, id) => db.Posts.Where(p => p.Id == id).ExecuteDelete()),
        new("set the tenant", (db, _) => db.Animals.ExecuteUpdate(s => s.SetProperty(a => a.Tenant, TestKit.TestWorld.Acme))),
        new("set the text tenant", (db, _) => db.Labels.ExecuteUpdate(s => s.SetProperty(l => l.TenantId, "acme"))),
        new("set a shadow tenant", (db, _) => db.Notes.ExecuteUpdate(s => s.SetProperty(n => EF.Property<TenantId>(n, "Tenant"), TestKit.TestWorld.Acme))),
        new("set a shadow tenant by a computed name", (db, _) =>
        {
            string name = string.Concat("Ten", "ant");
            db.Notes.ExecuteUpdate(s => s.SetProperty(n => EF.Property<TenantId>(n, name), TestKit.TestWorld.Acme));
        }),
        new("set the tenant of one of several", (db, _) =>
            db.Animals.Join(db.Notes, a => a.Id, n => n.Id, (a, n) => new { a, n }).ExecuteUpdate(s => s.SetProperty(x => x.a.Tenant, TestKit.TestWorld.Acme))),
        new("set the tenant through a projection", (db, _) => db.Animals.Select(a => new { Mine = a.Tenant }).ExecuteUpdate(s => s.SetProperty(x => x.Mine, TestKit.TestWorld.Acme))),
        new("set the text tenant through a projection", (db, _) => db.Labels.Select(l => new { l.Id, Mine = l.TenantId }).ExecuteUpdate(s => s.SetProperty(x => x.Mine, "acme"))),
        new("set the tenant through a row that the query makes", (db, _) =>
            db.Labels.Select(l => new AttackDb.Label { Name = l.TenantId }).ExecuteUpdate(s => s.SetProperty(x => x.Name, "acme"))),
        new("set the tenant through a joined projection", (db, _) =>
            db.Animals.Join(db.Notes, a => a.Id, n => n.Id, (a, n) => new { Mine = a.Tenant, n.Body }).ExecuteUpdate(s => s.SetProperty(x => x.Mine, TestKit.TestWorld.Acme))),
        new("move one's own comments under a foreign post", (db, id) => db.Comments.ExecuteUpdate(s => s.SetProperty(c => c.PostId, id))),
        new("delete the links of all", (db, _) => db.Set<Dictionary<string, object>>("PostTag").ExecuteDelete()),
        new("delete the links of all, filters ignored", (db, _) => db.Set<Dictionary<string, object>>("PostTag").IgnoreQueryFilters().ExecuteDelete()),
        new("SQL", (db, _) => db.Database.ExecuteSqlRaw("update \"Tags\" set \"Name\"='pwn'")),
        new("SQL that reads and writes", (db, _) => db.Tags.FromSqlRaw("update \"Tags\" set \"Name\"='pwn' returning *").Load()),
        new("SQL for a value", (db, _) => db.Database.SqlQueryRaw<int>("update \"Tags\" set \"Name\"='pwn' returning 1 as \"Value\"").Load()),
    ];

    /// <summary>What no library inside EF Core can stop: a connection in the host's own hands. Row-level security does.</summary>
    public static IEnumerable<AttackCase> Connection =>
    [
        new("SQL on the connection", (db, _) =>
        {
            DbConnection connection = db.Database.GetDbConnection();
            connection.Open();
            using DbCommand command = connection.CreateCommand();
            command.CommandText = "update \"Tags\" set \"Name\"='pwn'";
            command.ExecuteNonQuery();
            connection.Close();
        }),
        new("SQL on the connection, in the context's transaction", (db, _) =>
        {
            DbConnection connection = db.Database.GetDbConnection();
            connection.Open();
            using DbTransaction transaction = connection.BeginTransaction();
            using DbCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "delete from \"Comments\"";
            command.ExecuteNonQuery();
            db.Database.UseTransaction(transaction);
            db.SaveChanges();
            transaction.Commit();
        }),
    ];
}
