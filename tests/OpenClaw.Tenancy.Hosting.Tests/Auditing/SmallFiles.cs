using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Lets a ledger begin a new file for each record, which no host may ask for, so that little data is enough to see files change.</summary>
internal static class SmallFiles
{
    internal static void In(TenancyBuilder builder)
    {
        builder.Services.RemoveAll<IValidateOptions<JsonlLedgerOptions>>();
        builder.Services.PostConfigure<JsonlLedgerOptions>(static o => o.MaxFileBytes = 1);
    }
}
