using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Posture;

/// <summary>The contexts that a host registered, less the library's own.</summary>
internal static class HostContexts
{
    // What lies in a file or in memory is no server, and has no rows that it could keep apart by itself.
    private static readonly ImmutableArray<string> Serverless = ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.InMemory"];

    internal static IReadOnlyList<DbContextOptions> Of(IServiceScopeFactory scopes)
    {
        using IServiceScope scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<DbContextOptions>().Where(static o => o.ContextType.Assembly != typeof(HostContexts).Assembly).DistinctBy(static o => o.ContextType)];
    }

    internal static bool IsTenantSafe(DbContextOptions options) => options.FindExtension<TenancyOptionsExtension>() is not null;

    internal static bool HasServer(DbContextOptions options) => options.Extensions
        .Where(static e => e.Info.IsDatabaseProvider)
        .Any(static e => !Serverless.Contains(e.GetType().Assembly.GetName().Name ?? string.Empty, StringComparer.Ordinal));
}
