using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>Whether the database of a context still keeps tenants apart: the check of the start, at most once in ten seconds.</summary>
internal sealed class RowSecurityProbe<TContext>(IServiceScopeFactory scopes, TimeProvider time) : ITenancyHealthProbe
    where TContext : DbContext
{
    // The check asks the catalogue a good deal, and a health endpoint is often open to anybody.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<TenancyHealth>? _last;
    private long _began;

    public TenancyHealthSubject Subject { get; } = new(
        TenancyHealthSubject.RowSecurity, "Row-level security is in force.", "Row-level security is in force.", "Row-level security is not in force, or the database does not say so.");

    public async ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken)
    {
        Task<TenancyHealth> asked;
        lock (_lock)
        {
            // One that is still under way is joined: a server that does not answer is not asked by more and more.
            if (_last is null || (_last.IsCompleted && time.GetElapsedTime(_began) >= Lasts))
            {
                _began = time.GetTimestamp();
                _last = Task.Run(AskAsync, CancellationToken.None);
            }

            asked = _last;
        }

        return await asked.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<TenancyHealth> AskAsync()
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            try
            {
                RowSecurityReport report = await TenantRowSecurity.CheckAsync(scope.ServiceProvider.GetRequiredService<TContext>(), CancellationToken.None).ConfigureAwait(false);
                return new TenancyHealth(
                    report.IsSound ? TenancyHealthState.Healthy : TenancyHealthState.Unhealthy, KeyValuePair.Create("violations", (double)report.Violations.Count));
            }
#pragma warning disable CA1031 // Reason: a check that could not be made is a finding like another, and lasts as long: a failing database is asked no more often than a sound one.
            catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                return new TenancyHealth(TenancyHealthState.Unhealthy);
            }
        }
    }
}
