using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Faults before what a container makes.</summary>
public sealed class AddChaosTests
{
    public static TheoryData<string> Ways => ["type", "factory", "instance", "keyed type", "keyed factory", "keyed instance", "scoped"];

    [Theory, MemberData(nameof(Ways))]
    public void Every_way_of_registering_is_stood_before(string way)
    {
        var services = new ServiceCollection();
        _ = way switch
        {
            "type" => services.AddSingleton<IShelf, Shelf>(),
            "factory" => services.AddSingleton<IShelf>(static _ => new Shelf()),
            "instance" => services.AddSingleton<IShelf>(new Shelf()),
            "keyed type" => services.AddKeyedSingleton<IShelf, Shelf>("k"),
            "keyed factory" => services.AddKeyedSingleton<IShelf>("k", static (_, key) => key as string == "k" ? new Shelf() : throw new InvalidOperationException("Another key.")),
            "keyed instance" => services.AddKeyedSingleton<IShelf>("k", new Shelf()),
            _ => services.AddScoped<IShelf, Shelf>(),
        };
        var plan = new ChaosPlan();
        services.AddChaos<IShelf>(plan.At(2, ChaosFault.Throw));
        using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        using IServiceScope scope = provider.CreateScope();
        IShelf shelf = way.StartsWith("keyed", StringComparison.Ordinal) ? scope.ServiceProvider.GetRequiredKeyedService<IShelf>("k") : scope.ServiceProvider.GetRequiredService<IShelf>();

        Assert.Equal(2, shelf.Count());
        Assert.Throws<IOException>(() => shelf.Count());
    }

    [Fact]
    public void All_registrations_of_a_contract_are_stood_before_and_each_once()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IShelf, Shelf>().AddSingleton<IShelf>(new Shelf());
        services.AddChaos<IShelf>(new ChaosPlan().Always(ChaosFault.Nothing)).AddChaos<IShelf>(new ChaosPlan());
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal([0, 0], provider.GetServices<IShelf>().Select(static s => s.Count()));
    }

    [Fact]
    public void The_container_ends_what_it_made_once()
    {
        Shelf? made = null;
        var services = new ServiceCollection();
        services.AddSingleton<IShelf>(_ => made = new Shelf());
        services.AddChaos<IShelf>(new ChaosPlan());
        using (ServiceProvider provider = services.BuildServiceProvider())
        {
            provider.GetRequiredService<IShelf>().Count();
        }

        Assert.Equal(1, made!.Ended);
    }

    [Fact]
    public void A_scope_is_given_what_an_earlier_scope_was_given()
    {
        var services = new ServiceCollection();
        services.AddScoped<IShelf, Shelf>();
        var plan = new ChaosPlan { IsOn = false };
        services.AddChaos<IShelf>(plan.Always(ChaosFault.Stale));
        using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        using (IServiceScope first = provider.CreateScope())
        {
            Assert.Equal(2, first.ServiceProvider.GetRequiredService<IShelf>().Count());
        }

        plan.IsOn = true;
        using IServiceScope second = provider.CreateScope();
        IShelf shelf = second.ServiceProvider.GetRequiredService<IShelf>();
        shelf.Clear();
        Assert.Empty(plan.Happened);
        Assert.Equal(2, shelf.Count());
        Assert.Equal(["IShelf.Count: Stale"], plan.Happened);
    }

    [Fact]
    public async Task A_scope_is_never_given_what_another_tenant_was_given()
    {
        var plan = new ChaosPlan();
        using var world = new TestWorld(build: b => b.Services.AddScoped<IOwnName, OwnName>().AddChaos<IOwnName>(plan.Always(ChaosFault.Stale)));

        Assert.Equal("acme", await NameOfAsync(world, TestWorld.Acme));
        Assert.Equal("globex", await NameOfAsync(world, TestWorld.Globex));
        Assert.Empty(plan.Happened);
        Assert.Equal("acme", await NameOfAsync(world, TestWorld.Acme));
        Assert.Equal(["IOwnName.Name: Stale"], plan.Happened);
    }

    [Fact]
    public void Each_registration_remembers_for_itself()
    {
        var empty = new Shelf();
        var services = new ServiceCollection();
        services.AddSingleton<IShelf>(new Shelf()).AddSingleton<IShelf>(empty);
        empty.Clear();
        var plan = new ChaosPlan();
        services.AddChaos<IShelf>(plan.Always(ChaosFault.Stale));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal([2, 0], provider.GetServices<IShelf>().Select(static s => s.Count()));
        Assert.Empty(plan.Happened);
    }

    [Fact]
    public void What_is_made_anew_for_each_use_remembers_for_itself_alone()
    {
        var services = new ServiceCollection();
        services.AddTransient<IShelf, Shelf>();
        var plan = new ChaosPlan();
        services.AddChaos<IShelf>(plan.Always(ChaosFault.Stale));
        using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        IShelf shelf = provider.GetRequiredService<IShelf>();
        Assert.Equal(2, shelf.Count());
        Assert.Equal(2, provider.GetRequiredService<IShelf>().Count());
        Assert.Empty(plan.Happened);
        Assert.Equal(2, shelf.Count());
        Assert.Equal(["IShelf.Count: Stale"], plan.Happened);
    }

    [Fact]
    public void What_is_not_registered_is_refused() => Assert.Contains(
        "No IShelf is registered", Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddChaos<IShelf>(new ChaosPlan())).Message, StringComparison.Ordinal);

    private static async Task<string> NameOfAsync(TestWorld world, TenantId tenant)
    {
        await using AsyncServiceScope scope = world.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            world.Claim(tenant), static (services, _) => Task.FromResult(services.GetRequiredService<IOwnName>().Name()), TestContext.Current.CancellationToken);
    }
}
