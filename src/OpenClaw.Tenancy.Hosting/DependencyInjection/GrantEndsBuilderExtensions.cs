using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.BreakGlass;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the writing down of the ends of break-glass grants.</summary>
public static class GrantEndsBuilderExtensions
{
    /// <summary>Writes down, within a few seconds, that a break-glass grant or a request for one has ended by itself: in the platform's trail and in the target's.</summary>
    /// <param name="builder">The host's tenancy, to which <c>AddBreakGlass</c> adds the grants.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Of several processes one writes. It is for the trails alone: that a grant is over is found at each use.</remarks>
    public static TenancyBuilder AddGrantEnds(this TenancyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GrantEnds>());
        return builder;
    }
}
