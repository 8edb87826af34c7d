using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class TenancyOptionsValidator(IEnumerable<IssuerRegistration> issuers, IAuditLedger ledger, AuditSubjects subjects) : IValidateOptions<TenancyOptions>
{
    public ValidateOptionsResult Validate(string? name, TenancyOptions options)
    {
        string[] errors = [.. ModeErrors(options), .. CrossingErrors(options), .. LedgerErrors(), .. RecordErrors(options), .. TagErrors(options), .. LimitErrors(options), .. IssuerErrors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> ModeErrors(TenancyOptions options)
    {
        if (options.Mode is not (TenancyMode.Shared or TenancyMode.Pinned or TenancyMode.Disabled))
        {
            yield return "No tenancy mode is chosen. Set TenancyOptions.Mode to Shared, Pinned or Disabled in AddTenancy.";
        }

        if (options.Mode == TenancyMode.Pinned && !TenantId.TryFrom(options.PinnedTenant, out _))
        {
            yield return "The deployment is Pinned to no tenant. Set TenancyOptions.PinnedTenant to the id of exactly one tenant; a reserved id such as 'default' is none.";
        }

        if (options.Mode != TenancyMode.Pinned && options.PinnedTenant is not null)
        {
            yield return "PinnedTenant is set, and the mode is not Pinned. Set TenancyOptions.Mode to Pinned, or leave PinnedTenant out.";
        }
    }

    private IEnumerable<string> CrossingErrors(TenancyOptions options)
    {
        bool crosses = options.CrossTenantAccess is not (null or CrossTenantAccess.Never);
        if (crosses && !Enum.IsDefined(options.CrossTenantAccess!.Value))
        {
            yield return "CrossTenantAccess has a value that is not defined. Use Never, BreakGlass or GlobalScope.";
        }

        if (crosses && !ledger.IsDurable)
        {
            yield return "CrossTenantAccess is on, and the audit ledger is not durable. Register a durable ledger, or set TenancyOptions.CrossTenantAccess to Never.";
        }

        if (crosses && options.Mode != TenancyMode.Shared)
        {
            yield return "CrossTenantAccess is on, and the mode is not Shared. A deployment that serves one tenant reaches no other: set TenancyOptions.CrossTenantAccess to Never.";
        }
    }

    // SECURITY: a ledger that was registered past the builder would be handed the subjects themselves.
    private IEnumerable<string> LedgerErrors()
    {
        if (subjects.ArePseudonymous && ledger is not PseudonymousLedger)
        {
            yield return "PseudonymizeSubjects is on, and the audit ledger was registered as a service of its own, which no pseudonym reaches. Register it with UseLedger(...).";
        }
    }

    private IEnumerable<string> RecordErrors(TenancyOptions options)
    {
        if (!Enum.IsDefined(options.RecordAllowed))
        {
            yield return "TenancyOptions.RecordAllowed has a value that is not defined. Use NotRecorded, Emitted or Durable.";
        }

        if (options.RecordAllowed == AllowedRecords.Durable && !ledger.IsDurable)
        {
            yield return "TenancyOptions.RecordAllowed is Durable, and the audit ledger is not, so every request would be refused. Register a durable ledger with AddJsonlLedger(...) or UseLedger(...), or set RecordAllowed to Emitted.";
        }
    }

    private IEnumerable<string> TagErrors(TenancyOptions options)
    {
        if (!Enum.IsDefined(options.TenantTag))
        {
            yield return "TenancyOptions.TenantTag has a value that is not defined. Use Absent, Plain or Pseudonym.";
        }

        if (options.TenantTag == TenantTag.Pseudonym && !subjects.ArePseudonymous)
        {
            yield return "TenancyOptions.TenantTag is Pseudonym, and the host has no key for pseudonyms. Call PseudonymizeSubjects(...), or set TenantTag to Plain.";
        }
    }

    private static IEnumerable<string> LimitErrors(TenancyOptions options)
    {
        if (options.Lattice is null)
        {
            yield return "TenancyOptions.Lattice is null. Use ScopeLattice.OpenClaw, or build one with ScopeLatticeBuilder.";
        }

        if (options.EvaluatorTimeout <= TimeSpan.Zero || options.EvaluatorTimeout > TimeSpan.FromMinutes(1))
        {
            yield return "Set TenancyOptions.EvaluatorTimeout to more than zero and at most one minute.";
        }

        if (options.DependencyTimeout <= TimeSpan.Zero || options.DependencyTimeout > TimeSpan.FromMinutes(1))
        {
            yield return "Set TenancyOptions.DependencyTimeout to more than zero and at most one minute.";
        }

        if (options.MaxSnapshotAge <= TimeSpan.Zero || options.MaxSnapshotAge > TimeSpan.FromHours(1))
        {
            yield return "Set TenancyOptions.MaxSnapshotAge to more than zero and at most one hour.";
        }

        if (options.ForeignAttemptWindow < TimeSpan.FromSeconds(1) || options.ForeignAttemptWindow > TimeSpan.FromDays(1))
        {
            yield return "Set TenancyOptions.ForeignAttemptWindow to between one second and one day.";
        }

        if (options.MaxTenants < 0)
        {
            yield return "Set TenancyOptions.MaxTenants to zero or more, or leave it out for any number of tenants.";
        }

        if (options.MaxStrangerRecordsPerSecond <= 0)
        {
            yield return "Set TenancyOptions.MaxStrangerRecordsPerSecond to one or more: refusals must leave a trace.";
        }
    }

    private IEnumerable<string> IssuerErrors(TenancyOptions options)
    {
        IssuerRegistration[] all = [.. issuers];
        if (all.Length == 0 && options.Mode is TenancyMode.Shared or TenancyMode.Pinned)
        {
            yield return "No issuer is registered, so no claim can ever be accepted. Call 'AddTenancy().AddIssuer(...)', 'AddTokenIssuer(...)' or 'AddPrincipalIssuer(...)'.";
        }

        foreach (IGrouping<string, IssuerRegistration> twice in all.GroupBy(static i => i.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            yield return $"Issuer '{twice.Key}' is registered {twice.Count()} times. Register each issuer once.";
        }

        foreach (string error in all.SelectMany(i => i.Errors(options)))
        {
            yield return error;
        }
    }
}
