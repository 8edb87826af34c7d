using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.EntityFrameworkCore.DependencyInjection;

/// <summary>Refuses the start of a host whose model could let one tenant reach another: everything at once, each with its fix.</summary>
/// <typeparam name="TContext">The context's type.</typeparam>
internal sealed class TenantModelValidator<TContext>(IDbContextFactory<TContext> contexts) : IValidateOptions<TenantModelCheck<TContext>>
    where TContext : DbContext
{
    public ValidateOptionsResult Validate(string? name, TenantModelCheck<TContext> options)
    {
        using TContext context = contexts.CreateDbContext();
        TenancyModelReport report = TenancyModel.Check(context);
        return report.IsSound
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(report.Violations.Select(static v => $"{typeof(TContext).Name}: {v}"));
    }
}
