namespace OpenClaw.Tenancy;

/// <summary>How the spans and the log lines of a tenant's scope say whose they are, under <c>tenant.id</c>.</summary>
public enum TenantTag
{
    /// <summary>They do not.</summary>
    Absent = 0,

    /// <summary>By the tenant's id.</summary>
    Plain,

    /// <summary>By a pseudonym of it, under the key of <c>PseudonymizeSubjects</c>.</summary>
    Pseudonym,
}
