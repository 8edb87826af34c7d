using OpenClaw.Tenancy.Analyzers.Queries;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Queries;

/// <summary>OCT1102: no query passes by the tenant's filter of what belongs to tenants.</summary>
public sealed class UnfilteredQueryTests
{
    [Theory]
    [InlineData("""s_any = db.Notes.[|IgnoreQueryFilters|]().ToList();""")]
    [InlineData("""s_any = db.Notes.Where(n => n.Id == 1).[|IgnoreQueryFilters|]().Count();""")]
    [InlineData("""s_any = db.Notes.[|IgnoreQueryFilters|](["OpenClaw.Tenancy"]).ToList();""")]
    [InlineData("""s_any = db.Notes.[|IgnoreQueryFilters|](new[] { "deleted", OpenClaw.Tenancy.EntityFrameworkCore.TenancyModel.FilterName }).ToList();""")]
    [InlineData("""s_any = db.Notes.[|FromSqlRaw|]("select * from Notes").ToList();""")]
    [InlineData("""s_any = db.Set<Note>().[|FromSql|]($"select * from Notes where Id = {id}").ToList();""")]
    [InlineData("""s_any = db.Notes.[|FromSqlInterpolated|]($"select * from Notes where Id = {id}").ToList();""")]
    [InlineData("""s_any = db.Database.[|ExecuteSqlRaw|]("delete from Notes");""")]
    [InlineData("""s_any = await db.Database.[|ExecuteSqlAsync|]($"delete from Notes where Id = {id}");""")]
    [InlineData("""s_any = db.Database.[|ExecuteSqlInterpolated|]($"delete from Notes where Id = {id}");""")]
    [InlineData("""s_any = db.Database.[|SqlQueryRaw|]<int>("select 1").ToList();""")]
    [InlineData("""s_any = db.Database.[|SqlQuery|]<int>($"select {id}").ToList();""")]
    [InlineData("""var database = db.Database; s_any = database.[|ExecuteSqlRaw|]("delete from Notes");""")]
    [InlineData("""s_any = derived.Database.[|ExecuteSqlRaw|]("delete from Notes");""")]
    [InlineData("""s_any = db.Database.[|GetDbConnection|]();""")]
    [InlineData("""db.PermitRawSql(permit); s_any = db.Database.[|GetDbConnection|]();""")]
    public Task What_passes_by_is_reported(string body) => Expect.ReportsAsync<UnfilteredQueryAnalyzer>("OCT1102", With(body));

    [Theory]
    [InlineData("""s_any = db.Notes.ToList();""")]
    [InlineData("""s_any = db.Notes.IgnoreQueryFilters(["deleted"]).ToList();""")]
    [InlineData("""s_any = db.Countries.IgnoreQueryFilters().ToList();""")]
    [InlineData("""s_any = db.Countries.FromSqlRaw("select * from Countries").ToList();""")]
    [InlineData("""db.PermitRawSql(permit); s_any = db.Database.ExecuteSqlRaw("delete from Notes");""")]
    [InlineData("""db.PermitRawSql(permit); s_any = db.Notes.FromSqlRaw("select * from Notes").ToList();""")]
    [InlineData("""s_any = shared.Database.ExecuteSqlRaw("delete from Countries"); s_any = shared.Database.GetDbConnection();""")]
    [InlineData("""db.Database.EnsureCreated(); s_any = db.Database.BeginTransaction();""")]
    public Task What_is_filtered_shared_or_permitted_is_not(string body) => Expect.SilenceAsync<UnfilteredQueryAnalyzer>(With(body));

    [Fact]
    public Task Also_in_a_method_for_any_entity_of_tenants() => Expect.ReportsAsync<UnfilteredQueryAnalyzer>("OCT1102", """
        public static class Queries
        {
            public static IQueryable<T> Everything<T>(IQueryable<T> rows) where T : class, ITenantOwned => rows.[|IgnoreQueryFilters|]();
            public static IQueryable<T> Whatever<T>(IQueryable<T> rows) where T : class => rows.IgnoreQueryFilters();
        }
        """);

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<UnfilteredQueryAnalyzer>(With("""
        #pragma warning disable OCT1102 // Reason: a migration that belongs to no tenant.
        s_any = db.Database.ExecuteSqlRaw("update Notes set Text = null");
        #pragma warning restore OCT1102
        """));

    private static string With(string body) => $$"""
        public sealed class Note : ITenantOwned { public TenantId? Tenant { get; set; } public int Id { get; set; } }
        public sealed class Country { public int Id { get; set; } }
        public class NotesDb : DbContext { public DbSet<Note> Notes => Set<Note>(); public DbSet<Country> Countries => Set<Country>(); }
        public sealed class DerivedDb : NotesDb { }
        public sealed class SharedDb : DbContext { public DbSet<Country> Countries => Set<Country>(); }
        public static class Queries
        {
            private static object? s_any;
            public static async Task<object?> RunAsync(NotesDb db, DerivedDb derived, SharedDb shared, AccessPermit permit, int id)
            {
                await Task.Yield();
                {{body}}
                return s_any;
            }
        }
        """;
}
