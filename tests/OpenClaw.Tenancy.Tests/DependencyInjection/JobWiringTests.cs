using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>A host with jobs has a queue, a runner and an end of its tenants' jobs, over whatever store it brings; a host that could lose them does not start.</summary>
public sealed class JobWiringTests
{
    private readonly HeldJobs _store = new();

    [Theory]
    [InlineData(TenancyMode.Shared, null)]
    [InlineData(TenancyMode.Pinned, "acme")]
    public async Task What_was_put_into_the_queue_is_run_by_its_handler(TenancyMode mode, string? only)
    {
        using JobsWorld world = Jobs(options: o => (o.Mode, o.PinnedTenant) = (mode, only));
        Assert.Equal(only, world.Runner.Only);
        Assert.Equal([JobsWorld.Kind], world.Runner.Kinds);
        Assert.True((await world.EnqueueAsync(TestWorld.Acme, "body")).IsAccepted);

        JobSettlement settlement = await world.Runner.RunAsync(new(Assert.Single(_store.Added), "lease", 1), TestContext.Current.CancellationToken);

        Assert.Equal(JobSettlement.Done, settlement);
        Assert.Equal(("acme", "body"), world.Script.Ran.Select(static r => (r.Tenant, r.Body)).Single());
    }

    [Fact]
    public async Task Jobs_of_a_tenant_end_with_it()
    {
        using JobsWorld world = Jobs();
        using IServiceScope scope = world.World.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(world.World.Claim(TestWorld.Acme), null, null);

        foreach (ITenantHoldings holdings in scope.ServiceProvider.GetServices<ITenantHoldings>())
        {
            await holdings.EraseAsync(scope.ServiceProvider.GetRequiredService<TenantContext>(), TestContext.Current.CancellationToken);
        }

        Assert.Equal([TestWorld.Acme], _store.Erased);
    }

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(false, false, null)]
    [InlineData(true, false, "Jobs wait in a store that outlives the process, and their envelopes would not. Call AddSigningKeyFile")]
    [InlineData(null, true, "AddTenantJobs was called, and jobs have nowhere to wait. Call AddInProcessJobs()")]
    public void Store_is_there_and_is_outlived_by_no_envelope(bool? isDurable, bool hasSigner, string? refusal) => Starts(refusal, b =>
    {
        if (isDurable is { } durable)
        {
            b.Services.AddSingleton<ITenantJobStore>(new HeldJobs { IsDurable = durable });
        }

        if (hasSigner)
        {
            b.Services.AddSingleton<ITenancySigner>(static _ => EcdsaSigner.Generate());
        }
    });

    [Theory]
    [InlineData("a b", null)]
    [InlineData("a", null)]
    [InlineData("a b a", "The kind of job 'a' has 2 handlers.")]
    public void Kind_has_one_handler(string kinds, string? refusal) => Starts(refusal, b =>
    {
        b.Services.AddSingleton<ITenantJobStore>(_store);
        foreach (string kind in kinds.Split(' '))
        {
            b.AddJobHandler<ScriptedHandler>(kind).Services.AddSingleton(new JobScript());
        }
    });

    private static void Starts(string? refusal, Action<TenancyBuilder> build)
    {
        using var world = new TestWorld(build: b => build(b.AddTenantJobs()));
        IOptions<TenantJobOptions> options = world.Services.GetRequiredService<IOptions<TenantJobOptions>>();
        if (refusal is null)
        {
            Assert.NotNull(options.Value);
            return;
        }

        Assert.StartsWith(refusal, Assert.Single(Assert.Throws<OptionsValidationException>(() => options.Value).Failures), StringComparison.Ordinal);
    }

    private JobsWorld Jobs(Action<TenancyOptions>? options = null) => new(b => b.Services.AddSingleton<ITenantJobStore>(_store), options: options);
}
