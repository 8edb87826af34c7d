using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.DependencyInjection;

/// <summary>Names the check of a context's model among the checks that a host makes at start.</summary>
/// <typeparam name="TContext">The context's type.</typeparam>
internal sealed class TenantModelCheck<TContext>
    where TContext : DbContext;
