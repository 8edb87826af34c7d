using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace Docs.Snippets.Concepts;

public static class EntityFrameworkPages
{
    public static void Register(TenancyBuilder tenancy)
    {
        // <snippet name="ef-register">
        tenancy.AddTenantDbContext<NotesDb>(
            o => o.UseSqlite("Data Source=notes.db"),
            model => model
                .SharedAcrossTenants<Country>("reference data")
                .RewriteForeignKeys());
        // </snippet>
    }

    public static void RegisterFiles(TenancyBuilder tenancy)
    {
        // <snippet name="ef-files-register">
        tenancy.AddTenantDbContext<NotesDb>(
            o => o.UseSqlite("Data Source=of-a-tenant").AddInterceptors(new NotesFiles("/srv/notes")),
            model => model.SharedAcrossTenants<Country>("reference data"));
        // </snippet>
    }

    public static void Check(NotesDb db)
    {
        // <snippet name="ef-check">
        TenancyModelReport report = TenancyModel.Check(db);
        foreach (TenancyModelViolation violation in report.Violations)
        {
            Console.WriteLine(violation);
        }
        // </snippet>
    }

    public static async Task CrossAsync(ITenantDbContextFactory<NotesDb> factory, AccessPermit permit, CancellationToken cancellationToken)
    {
        // <snippet name="ef-cross">
        await using NotesDb db = factory.CreateDbContext(permit);
        List<Note> notes = await db.Notes.ToListAsync(cancellationToken);
        // </snippet>
    }

    public static async Task RawAsync(NotesDb db, TenantContext tenant, PolicyEngine engine, CancellationToken cancellationToken)
    {
        // <snippet name="ef-raw">
        AccessResult result = await tenant.AuthorizeAsync(RawSql.Action(engine), cancellationToken);
        db.PermitRawSql(result.Permit!);
        int changed = await db.Database.ExecuteSqlAsync($"update Notes set Text = null where TenantId = {tenant.Tenant.ToString()}", cancellationToken);
        // </snippet>
    }

    public sealed class Country
    {
        public int Id { get; set; }
    }

    // <snippet name="ef-files">
    public sealed class NotesFiles(string folder) : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
        {
            TenantId tenant = eventData.Context!.GetTenant();
            string file = Path.Combine(folder, TenantDatabaseNames.FileName(tenant));
            connection.ConnectionString = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
            return result;
        }

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            new(ConnectionOpening(connection, eventData, result));
    }
    // </snippet>

    // <snippet name="ef-model">
    public sealed class Note : ITenantOwned
    {
        public TenantId? Tenant { get; private set; }

        public int Id { get; set; }

        public string? Text { get; set; }
    }

    public sealed class NotesDb(DbContextOptions<NotesDb> options) : DbContext(options)
    {
        public DbSet<Note> Notes => Set<Note>();

        public DbSet<Country> Countries => Set<Country>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Note>().HasKey(note => new { note.Tenant, note.Id });
    }
    // </snippet>
}
