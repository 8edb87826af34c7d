namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>The marks that travel from a compiled query into the text of its command, where each execution is looked at.</summary>
internal static class QueryTags
{
    internal const string RawSql = "openclaw.tenancy:raw";
    internal const string SharedWrite = "openclaw.tenancy:shared-write";
}
