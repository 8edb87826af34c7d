using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;

namespace Docs.Snippets.Concepts;

public static class TenantFilePages
{
    public static void Configure(TenancyBuilder builder)
    {
        // <snippet name="files-configure">
        builder.AddTenantDirectories(o =>
        {
            o.BasePath = "/srv/gateway";                             // /srv/gateway/tenants/<tenant>
            o.UseRoot(TenantId.From("initech"), "/mnt/initech");     // a volume of its own
        });
        // </snippet>
    }

    public static void Require(TenantDirectoryOptions options)
    {
        // <snippet name="files-require-kernel">
        options.Confinement = TenantDirectoryConfinement.Kernel;     // no openat2, no start
        // </snippet>
    }

    // <snippet name="files-use">
    public static async Task<string> RememberAsync(TenantContext context, TenantDirectoryRoots roots, string note, CancellationToken cancellationToken)
    {
        using TenantDirectoryRoot files = roots.Open(context);
        files.CreateDirectory("notes");
        await files.WriteAllTextAsync("notes/last.txt", note, cancellationToken);      // whole or not at all
        return await files.ReadAllTextAsync("notes/last.txt", cancellationToken);
    }
    // </snippet>

    public static async Task Unpack(TenantDirectoryRoot files, Stream upload, CancellationToken cancellationToken)
    {
        // <snippet name="files-unpack">
        await files.ExtractZipAsync(upload, "skills", new ArchiveLimits { MaxEntries = 500, MaxTotalBytes = 20_000_000 }, cancellationToken);
        // </snippet>
    }
}
