using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.PostgreSql.Events;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Events;

/// <summary>The table of events, and what stays in a process.</summary>
public sealed class EventTableTests(Cluster cluster)
{
    [Fact]
    public async Task Table_is_made_by_any_number_at_once_and_bodies_go_after_their_time()
    {
        using var database = new TestDatabase(cluster);
        using var world = new TestWorld(build: b =>
        {
            b.Services.AddLogging();
            b.AddPostgreSqlEvents(database.OwnerConnection + ";Maximum Pool Size=8", static o => (o.CreateTable, o.Retention) = (true, TimeSpan.FromSeconds(5)));
        });
        PostgreSqlEventTable table = world.Services.GetRequiredService<PostgreSqlEventTable>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => table.CreateAsync(TestContext.Current.CancellationToken)));
        database.AsOwner("INSERT INTO tenancy_events (tenant_id, event_id, recorded_at, name, payload) VALUES ('acme', 'old', now() - interval '1 minute', 'chat', ''), ('acme', 'new', now(), 'chat', '')");
        IHostedService relay = world.Services.GetServices<IHostedService>().Single();
        await relay.StartAsync(CancellationToken.None);
        for (int i = 0; (long)TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM tenancy_events WHERE event_id = 'old'")! != 0; i++)
        {
            Assert.True(i < 600, "The old one was kept.");
            world.Time.Advance(TimeSpan.FromSeconds(3));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await relay.StopAsync(CancellationToken.None);
        Assert.Equal(1L, TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM tenancy_events"));
    }

    [Fact]
    public void Outbox_is_bounded_for_each_tenant_and_in_whole()
    {
        // Nothing is sent: the relay does not run.
        using var world = new TestWorld(build: static b =>
        {
            b.Services.AddLogging();
            b.AddPostgreSqlEvents("Host=127.0.0.1;Port=1;Username=nobody", static o => (o.OutboxLength, o.OutboxLengthPerTenant) = (5, 3));
        });
        EventGate gate = world.Services.GetRequiredService<EventGate>();
        Publish(world, gate, TestWorld.Acme, 10);
        Assert.Equal(7, gate.ReadCounts().Unsent);
        Publish(world, gate, TestWorld.Globex, 3);
        Assert.Equal(8, gate.ReadCounts().Unsent);
        Assert.Equal(13, gate.ReadCounts().Published);
    }

    [Fact]
    public void Large_events_of_one_tenant_leave_room_for_the_others()
    {
        using var world = new TestWorld(build: static b =>
        {
            b.Services.AddLogging();
            b.AddPostgreSqlEvents("Host=127.0.0.1;Port=1;Username=nobody", static o => (o.OutboxLength, o.OutboxLengthPerTenant, o.OutboxBytes) = (40, 10, 4_000));
        });
        EventGate gate = world.Services.GetRequiredService<EventGate>();
        Publish(world, gate, TestWorld.Acme, 9, new string('x', 400));
        Assert.Equal(7, gate.ReadCounts().Unsent);

        Publish(world, gate, TestWorld.Globex, 2, new string('x', 400));

        Assert.Equal(7, gate.ReadCounts().Unsent);
    }

    [Fact]
    public async Task Event_that_the_database_cannot_take_ends_no_other_tenants()
    {
        using var database = new TestDatabase(cluster);
        using TestWorld world = Open(database);
        EventGate gate = world.Services.GetRequiredService<EventGate>();

        await world.Services.GetRequiredService<PostgreSqlEventTable>().CreateAsync(TestContext.Current.CancellationToken);

        // In one batch: the relay has not begun.
        Publish(world, gate, TestWorld.Acme, 1, session: "s\0");
        Publish(world, gate, TestWorld.Acme, 1, session: "s\ud800");
        Publish(world, gate, TestWorld.Acme, 1, name: "plugin.\0");
        Publish(world, gate, TestWorld.Globex, 1);
        IHostedService relay = world.Services.GetServices<IHostedService>().Single();
        await relay.StartAsync(CancellationToken.None);

        await UntilAsync(() => TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM tenancy_events WHERE tenant_id = 'globex'") is 1L);
        await relay.StopAsync(CancellationToken.None);
        Assert.Equal(1L, TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM tenancy_events"));
    }

    [Fact]
    public async Task What_one_tenant_heaped_up_meanwhile_hides_nothing_of_another()
    {
        using var database = new TestDatabase(cluster);
        using TestWorld world = Open(database);
        EventGate gate = world.Services.GetRequiredService<EventGate>();
        await world.Services.GetRequiredService<PostgreSqlEventTable>().CreateAsync(TestContext.Current.CancellationToken);
        database.AsOwner("INSERT INTO tenancy_events (tenant_id, event_id, name, payload) SELECT 'globex', 'e' || md5(i::text), 'chat', '' FROM generate_series(1, 10050) i");
        database.AsOwner("INSERT INTO tenancy_events (tenant_id, event_id, name, payload) VALUES ('acme', 'e' || md5('acme'), 'chat', 'canary')");
        EventSubscription acme = Subscribe(world, gate, TestWorld.Acme);
        EventSubscription globex = Subscribe(world, gate, TestWorld.Globex);
        IHostedService relay = world.Services.GetServices<IHostedService>().Single();
        await relay.StartAsync(CancellationToken.None);

        Assert.True(await acme.WaitAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.True(acme.TryRead(out DeliveredEvent canary));
        Assert.Equal("canary", Encoding.UTF8.GetString(canary.Event.Payload.Span));
        Assert.True(globex.IsTooSlow);
        await relay.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Bodies_of_tenants_that_nobody_waits_for_are_not_read()
    {
        using var database = new TestDatabase(cluster);
        using TestWorld world = Open(database);
        EventGate gate = world.Services.GetRequiredService<EventGate>();
        await world.Services.GetRequiredService<PostgreSqlEventTable>().CreateAsync(TestContext.Current.CancellationToken);
        database.AsOwner("INSERT INTO tenancy_events (tenant_id, event_id, name, payload) VALUES ('globex', 'e' || md5('1'), 'chat', ''), ('acme', 'e' || md5('2'), 'chat', '')");
        EventSubscription acme = Subscribe(world, gate, TestWorld.Acme);
        IHostedService relay = world.Services.GetServices<IHostedService>().Single();
        await relay.StartAsync(CancellationToken.None);

        Assert.True(await acme.WaitAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Equal(1, gate.ReadCounts().Published);
        await relay.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_a_process_published_itself_comes_to_it_once()
    {
        using var database = new TestDatabase(cluster);
        using TestWorld world = Open(database);
        EventGate gate = world.Services.GetRequiredService<EventGate>();
        await world.Services.GetRequiredService<PostgreSqlEventTable>().CreateAsync(TestContext.Current.CancellationToken);
        EventSubscription acme = Subscribe(world, gate, TestWorld.Acme);
        Publish(world, gate, TestWorld.Acme, 1, "own");
        IHostedService relay = world.Services.GetServices<IHostedService>().Single();
        await relay.StartAsync(CancellationToken.None);
        await UntilAsync(() => TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM tenancy_events") is 1L);
        await UntilAsync(() => TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN openclaw_tenancy_events%'") is 1L);
        database.AsOwner("INSERT INTO tenancy_events (tenant_id, event_id, name, payload) VALUES ('acme', 'e' || md5('1'), 'chat', 'foreign')");
        database.AsOwner("SELECT pg_notify('openclaw_tenancy_events', (SELECT string_agg(event_id, ',') FROM tenancy_events))");

        List<string> received = [];
        while (!received.Contains("foreign"))
        {
            Assert.True(await acme.WaitAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
            while (acme.TryRead(out DeliveredEvent one))
            {
                received.Add(Encoding.UTF8.GetString(one.Event.Payload.Span));
            }
        }

        Assert.Equal(["own", "foreign"], received);
        await relay.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(1, 10, 10)]
    [InlineData(60, 0, 0)]
    [InlineData(60, 5, 6)]
    public void Options_are_checked(int retention, int outbox, int perTenant) => Assert.Throws<TenancyConfigurationException>(() =>
    {
        using var world = new TestWorld(build: b => b.AddPostgreSqlEvents(
            "Host=x", o => (o.Retention, o.OutboxLength, o.OutboxLengthPerTenant) = (TimeSpan.FromSeconds(retention), outbox, perTenant)));
    });

    private static TestWorld Open(TestDatabase database) => new(build: b =>
    {
        b.Services.AddLogging();
        b.AddPostgreSqlEvents(database.OwnerConnection + ";Maximum Pool Size=8", static o => o.CreateTable = true);
    });

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 600, "It did not happen.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static void Publish(TestWorld world, EventGate gate, TenantId tenant, int count, string payload = "{}", string name = "chat", string? session = null) => In(
        world,
        tenant,
        scope =>
        {
            for (int i = 0; i < count; i++)
            {
                gate.Publish(scope, name, Encoding.UTF8.GetBytes(payload), session);
            }

            return true;
        });

    private static EventSubscription Subscribe(TestWorld world, EventGate gate, TenantId tenant) =>
        In(world, tenant, scope => gate.TrySubscribe(scope, out EventSubscription? one) ? one : throw new InvalidOperationException());

    private static T In<T>(TestWorld world, TenantId tenant, Func<TenantContext, T> work)
    {
        using IServiceScope outer = world.Services.CreateScope();
        return outer.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            world.Claim(tenant, "operator.write"),
            (services, _) => Task.FromResult(work(services.GetRequiredService<TenantContext>())),
            CancellationToken.None).GetAwaiter().GetResult();
    }
}
