using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Checking;

/// <summary>The check stands before everything that a host starts.</summary>
public sealed class StartCheckTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public async Task A_sound_database_lets_the_host_start()
    {
        var listener = new Listener();
        using IHost host = Build(listener);
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(listener.Listens);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_broken_database_refuses_the_start_before_anything_listens()
    {
        _database.AsOwner("ALTER TABLE note NO FORCE ROW LEVEL SECURITY; ALTER TABLE line NO FORCE ROW LEVEL SECURITY");
        var listener = new Listener();
        using IHost host = Build(listener);
        var refusal = await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, refusal.Errors.Count);
        Assert.False(listener.Listens);
        using NotesDb db = _database.Unbound();
        _database.AsOwner(TenantRowSecurity.Script(db));
    }

    private IHost Build(Listener listener)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);

        // Registered first, and still started after the check.
        builder.Services.AddSingleton<IHostedService>(listener);
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenants("acme")
            .AddTenantDbContext<NotesDb>(
                o => o.UseNpgsql(_database.AppConnection).UseTenantRowSecurity(r => r.AppRole(_database.App).SignedSetting(TestDatabase.Key)),
                t => t.SharedAcrossTenants<Country>("reference data"))
            .AddRowSecurityCheck<NotesDb>();
        return builder.Build();
    }

    private sealed class Listener : IHostedService
    {
        public bool Listens { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Listens = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
