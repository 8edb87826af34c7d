using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;

namespace Docs.Snippets.Concepts;

public static class DirectoryPages
{
    public static void Fill(TenancyBuilder builder, IConfiguration configuration)
    {
        // <snippet name="directory-code">
        builder.AddTenants("acme", "globex");
        builder.AddTenants(new TenantRegistration(TenantId.From("initech"))
        {
            DisplayName = "Initech, Inc.",
            Status = TenantStatus.Provisioning,
            Issuers = ["https://login.example"],
        });
        // </snippet>

        // <snippet name="directory-configuration">
        builder.AddDirectory(configuration.GetSection("Tenants"));
        // </snippet>
    }

    public static void Change(TenantDirectory directory)
    {
        // <snippet name="directory-change">
        TenantId acme = TenantId.From("acme");
        directory.SetStatus(acme, TenantStatus.Suspended);                              // everything of acme ends
        directory.RevokeMember(acme, "https://login.example", "alice", mayReturn: true); // what alice holds now ends
        directory.RevokeCredential(acme, "https://control.example", "9f1c2d");           // this token ends, its jti
        // </snippet>
    }

    public static void KeepInFile(TenancyBuilder builder)
    {
        // <snippet name="directory-file">
        builder.AddFileDirectory("tenants.jsonl").AddSharedDirectory();
        // </snippet>
    }

    public static void Age(TenantDirectory directory, TimeProvider time)
    {
        // <snippet name="directory-age">
        directory.ReportRefreshed(time.GetUtcNow());   // from the first call on the contents age
        // </snippet>
    }
}
