using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Two tenants in one database: acme, whose rows have the ids 1 and 2, and globex, who attacks and has 101 and 102.</summary>
public sealed partial class AttackWorld : IDisposable
{
    public static readonly string[] Tables =
        ["PostTag", "Lines", "Comments", "Tags", "Posts", "Animals", "Cars", "Vehicles", "Parts", "Docs", "Notes", "Labels", "PageLinks", "Pages", "InvoiceTails", "Invoices", "Countries"];

    private static readonly string[] Excepted = ["Animals", "Notes", "Labels"];

    private readonly AttackEngine _engine;

    public AttackWorld(AttackEngine engine, Action<DbContextOptionsBuilder>? options = null, int? poolSize = null)
    {
        _engine = engine;
        World = new TestWorld(build: builder => builder.AddTenantDbContext<AttackDb>(
            o =>
            {
                engine.Configure(o);
                o.ConfigureWarnings(static w => w.Ignore(
                    CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning,
                    CoreEventId.ManyServiceProvidersCreatedWarning,
                    RelationalEventId.OptionalDependentWithAllNullPropertiesWarning));
                options?.Invoke(o);
            },
            AttackDb.Tenancy,
            poolSize));
    }

    public TestWorld World { get; }

    public ITenantDbContextFactory<AttackDb> Factory => World.Services.GetRequiredService<ITenantDbContextFactory<AttackDb>>();

    public static AttackWorld WithTables(AttackEngine engine)
    {
        var world = new AttackWorld(engine);
        using AttackDb db = world.Unbound();
        engine.MakeTables(db);
        return world;
    }

    public AttackDb Unbound() => World.Services.GetRequiredService<IDbContextFactory<AttackDb>>().CreateDbContext();

    public AttackDb As(TenantId tenant) => Factory.CreateDbContext(Permit(tenant));

    public AccessPermit Permit(TenantId tenant, AccessAction? action = null)
    {
        VerifiedTenantClaim claim = World.Claim(tenant, "operator.admin");
        World.Engine.Authorize(
            new AccessRequest(claim, action ?? World.Engine.Action("operator.write"), ResourceRef.Collection(tenant), World.Time.Now), out AccessPermit? permit);
        return permit ?? throw new InvalidOperationException("There is no permit.");
    }

    public void Seed()
    {
        _engine.Clear();
        Seed(TestWorld.Acme, 0);
        Seed(TestWorld.Globex, 100);
    }

    /// <summary>Every row that is acme's: whose tenant is acme's, or whose id stands for it where ids are unique over all tenants.</summary>
    public IReadOnlyList<string> RowsOfAcme()
    {
        using DbConnection connection = _engine.OpenAll();
        List<string> rows = [];
        foreach (string table in Tables)
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = $"select * from {AttackEngine.Quoted(table)}";
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                (string Name, string Value)[] row = [.. Enumerable.Range(0, reader.FieldCount).Select(i => (
                    reader.GetName(i), reader.IsDBNull(i) ? "null" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!))];
                bool names = row.Any(static c => c.Name.Contains("Tenant", StringComparison.Ordinal) && c.Value == "acme");
                bool stands = Excepted.Contains(table) && row.Any(static c => c.Name == "Id" && int.Parse(c.Value, CultureInfo.InvariantCulture) < 100);
                if (names || stands)
                {
                    rows.Add($"{table}: {string.Join(", ", row.Select(static c => $"{c.Name}={c.Value}"))}");
                }
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>What an attack sees: nothing, or the kinds and texts of what was thrown, without the ids that it named itself.</summary>
    public string Try(AttackCase attack, int id)
    {
        try
        {
            using AttackDb db = As(TestWorld.Globex);
            attack.Act(db, id);
            return "done";
        }
        catch (Exception exception) when (exception is not NullReferenceException)
        {
            List<string> seen = [];
            for (Exception? e = exception; e is not null; e = e.InnerException)
            {
                seen.Add($"{e.GetType().Name}: {Numbers().Replace(e.Message, "#")}");
            }

            return string.Join(" <- ", seen);
        }
    }

    public void Dispose() => World.Dispose();

    private void Seed(TenantId tenant, int at)
    {
        using AttackDb db = As(tenant);
        var tag = new AttackDb.Tag { Id = at + 1, Name = $"t-{tenant}" };
        db.Add(new AttackDb.Post
        {
            Id = at + 1,
            Title = $"p-{tenant}",
            Address = new() { City = "c", Zip = "z" },
            Meta = new() { Note = "n" },
            Lines = { new() { Id = at + 1, Text = "l" } },
            Comments = { new() { Id = at + 1, Body = "b" } },
            Tags = { tag },
        });
        db.AddRange(
            new AttackDb.Tag { Id = at + 2, Name = $"u-{tenant}" },
            new AttackDb.Cat { Id = at + 1, Name = "cat", Lives = 9 },
            new AttackDb.Car { Id = at + 1, Plate = "x", Doors = 4 },
            new AttackDb.Doc { Id = 1, Body = $"d-{tenant}", Parts = { new AttackDb.Part { Id = 1, Body = "q" } } },
            new AttackDb.Note { Id = at + 1, Body = "n" },
            new AttackDb.Label { Id = at + 1, Name = "n" },
            new AttackDb.Page { Id = at + 1, Slug = $"s-{tenant}", Body = "x" },
            new AttackDb.PageLink { Id = at + 1, Slug = $"s-{tenant}" },
            new AttackDb.Invoice { Id = at + 1, Head = "h", Tail = "t" });
        db.SaveChanges();
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
