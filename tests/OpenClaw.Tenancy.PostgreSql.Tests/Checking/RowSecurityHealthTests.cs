using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Checking;

/// <summary>The health of row-level security while it is taken off, put on again, and while the server does not answer.</summary>
public sealed class RowSecurityHealthTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public async Task Security_that_is_taken_off_is_unhealthy_until_it_is_on_again()
    {
        using TestWorld world = Build(_database.AppConnection);
        Assert.Equal(TenancyHealthState.Healthy, (await Health(world)).State);

        _database.AsOwner("ALTER TABLE note DISABLE ROW LEVEL SECURITY; ALTER TABLE line NO FORCE ROW LEVEL SECURITY");
        try
        {
            // The last finding counts for ten seconds, so that who asks often burdens no server.
            Assert.Equal(TenancyHealthState.Healthy, (await Health(world)).State);
            world.Time.Advance(TimeSpan.FromSeconds(10));
            TenancyHealth off = await Health(world);
            Assert.Equal(TenancyHealthState.Unhealthy, off.State);
            Assert.InRange(off.Numbers["violations"], 2, 10);
        }
        finally
        {
            using NotesDb db = _database.Unbound();
            _database.AsOwner(TenantRowSecurity.Script(db));
        }

        world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TenancyHealthState.Healthy, (await Health(world)).State);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_unhealthy()
    {
        using TestWorld world = Build("Host=127.0.0.1;Port=1;Username=canary;Database=canary;Timeout=2");

        TenancyHealth health = await Health(world);
        Assert.Equal((TenancyHealthState.Unhealthy, 1.0), (health.State, health.Numbers["violations"]));
        Assert.DoesNotContain("canary", Probe(world).Subject.TextOf(TenancyHealthState.Unhealthy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posture_finds_a_server_that_nobody_checks_and_one_that_does_not_keep_tenants_apart()
    {
        using TestWorld sound = Build(_database.AppConnection);
        using TestWorld unguarded = new(build: b => b.AddTenantDbContext<NotesDb>(o => o.UseNpgsql(_database.AppConnection), static t => t.SharedAcrossTenants<Country>("reference data")));
        using TestWorld silent = Build("Host=127.0.0.1;Port=1;Username=canary;Database=canary;Timeout=2");

        Assert.Empty(await Posture(sound));
        Assert.Contains("NotesDb", Assert.Single(await Posture(unguarded)), StringComparison.Ordinal);
        string said = Assert.Single(await Posture(silent));
        Assert.StartsWith("Row-level security is not in force", said, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", said, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Posture(TestWorld world) => await world.Services.GetServices<ITenancyPostureRule>()
        .Single(static r => r.NoGo == TenancyNoGo.RowSecurityOff).FindAsync(TestContext.Current.CancellationToken);

    private TestWorld Build(string connection) => new(build: b => b
        .AddTenantDbContext<NotesDb>(
            o => o.UseNpgsql(connection).UseTenantRowSecurity(r => r.AppRole(_database.App).SignedSetting(TestDatabase.Key)),
            t => t.SharedAcrossTenants<Country>("reference data"))
        .AddRowSecurityCheck<NotesDb>());

    private static ITenancyHealthProbe Probe(TestWorld world) => world.Services.GetServices<ITenancyHealthProbe>().Single(static p => p.Subject.Name == TenancyHealthSubject.RowSecurity);

    private static async Task<TenancyHealth> Health(TestWorld world) => await Probe(world).ProbeAsync(TestContext.Current.CancellationToken);
}
