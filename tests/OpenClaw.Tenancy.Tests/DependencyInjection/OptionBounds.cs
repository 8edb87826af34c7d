using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>Options of one kind, each set in a host of its own.</summary>
internal sealed class OptionBounds<TOptions>(Action<TenancyBuilder, Action<TOptions>> add)
    where TOptions : class
{
    /// <summary>What is set is taken, and is fixed from then on.</summary>
    public void Takes(params Action<TOptions>[] all) => Assert.All(all, set =>
    {
        using var world = new TestWorld(build: b => add(b, set));
        TOptions options = world.Services.GetRequiredService<IOptions<TOptions>>().Value;
        if (IsFixed)
        {
            Assert.Throws<InvalidOperationException>(() => set(options));
        }
    });

    /// <summary>What is set is refused, by the option's name and by nothing else.</summary>
    public void Refuses(string name, params Action<TOptions>[] all) => Assert.All(all, set =>
    {
        using var world = new TestWorld(build: b => add(b, set));
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<TOptions>>().Value);
        Assert.Contains($"{typeof(TOptions).Name}.{name}", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    });

    /// <summary>Whether nothing can be set any more when the host has started.</summary>
    public bool IsFixed { get; init; }
}
