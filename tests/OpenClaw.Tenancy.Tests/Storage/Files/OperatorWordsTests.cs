using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Why a root is not opened is said to the operator with the way out of it, and to the caller without.</summary>
public sealed class OperatorWordsTests
{
    private const UnixFileMode Enter = UnixFileMode.UserExecute;

    [Fact]
    public void A_tenant_without_a_directory_is_named() => IsSaid(
        ["The tenant 'globex' has no directory", "UseRoot"], static (_, refuse) => refuse(), static (w, o) => (o.BasePath, _) = ((string?)null, o.UseRoot(TestWorld.Acme, w.Top + "/a")));

    [Fact]
    public void A_base_that_is_closed_is_named() => IsSaid(
        ["The directory of tenant 'globex'", "(error 13)", "the default root of tenant 'globex'"], static (w, refuse) => Unprivileged.With(w.Base, UnixFileMode.None, refuse));

    [Fact]
    public void A_base_where_nothing_can_be_made_is_named() => IsSaid(
        ["The directory of tenant 'globex'", "(error 13)", "the default root of tenant 'globex'"], static (w, refuse) => Unprivileged.With(w.Base + "/tenants", Enter, refuse));

    [Fact]
    public void A_configured_root_that_cannot_be_made_is_named() => IsSaid(
        ["The directory of tenant 'globex'", "(error 13)", "UseRoot for tenant 'globex'"],
        static (w, refuse) =>
        {
            System.IO.Directory.Delete(w.Top + "/volumes/in/g");
            System.IO.Directory.Delete(w.Top + "/volumes/in");
            Unprivileged.With(w.Top + "/volumes", Enter, refuse);
        },
        static (w, o) => o.UseRoot(TestWorld.Globex, w.Top + "/volumes/in/g"));

    [Fact]
    public void A_root_whose_place_cannot_be_seen_is_named() => IsSaid(
        ["Where the directory of tenant 'globex' lies cannot be found out", "the default root of tenant 'globex'"],
        static (w, refuse) =>
        {
            System.IO.Directory.CreateDirectory(w.Base + "/tenants/globex");
            Unprivileged.With(w.Base + "/tenants/globex", UnixFileMode.None, refuse);
        });

    [Fact]
    public void A_base_below_a_file_refuses_the_start()
    {
        using var world = new FilesWorld(options: static (w, o) => o.BasePath = w.Canary);
        Assert.Contains("TenantDirectoryOptions.BasePath cannot be opened or made (error 20)", Refuses(world), StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_cannot_be_made_refuses_the_start()
    {
        using var world = new FilesWorld(options: static (w, o) => o.BasePath = w.Outside + "/in/base");
        string words = "";

        Unprivileged.With(world.Outside, Enter, () => words = Refuses(world));

        Assert.Contains("TenantDirectoryOptions.BasePath cannot be opened or made (error 13)", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_anybody_may_write_refuses_the_start()
    {
        using var world = new FilesWorld();
        System.IO.Directory.CreateDirectory(world.Base + "/tenants");
        Native.SetMode(world.Base + "/tenants", (UnixFileMode)511);

        string words = Refuses(world);

        Assert.Contains("The directory 'tenants' below TenantDirectoryOptions.BasePath", words, StringComparison.Ordinal);
        Assert.Contains("chmod o-w", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_went_wrong_after_the_start_opens_nothing()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a"));
        Assert.NotNull(world.World.Services.GetRequiredService<IOptions<TenantDirectoryOptions>>().Value.BasePath);
        Native.SetMode(world.Top + "/a", (UnixFileMode)511);

        Assert.Contains("chmod o-w", Assert.Throws<TenancyConfigurationException>(() => world.Roots).Message, StringComparison.Ordinal);
    }

    private static void IsSaid(string[] words, Action<FilesWorld, Action> around, Action<FilesWorld, TenantDirectoryOptions>? options = null)
    {
        using var log = new OperatorLog();
        using var world = new FilesWorld(options: options, build: b => b.Services.AddSingleton<ILoggerFactory>(log));
        Assert.NotNull(world.Roots);
        TenantContext context = world.Context(TestWorld.Globex);
        around(world, () =>
        {
            ConfinementException refused = Assert.Throws<ConfinementException>(() => world.Roots.Open(context));
            Assert.Equal(ConfinementReason.RootRefused, refused.Reason);
            Assert.DoesNotContain("globex", refused.Message, StringComparison.Ordinal);
        });

        (int id, string text) = Assert.Single(log.Lines);
        Assert.Equal(1003, id);
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    private static string Refuses(FilesWorld world) =>
        Assert.Throws<OptionsValidationException>(world.World.Services.GetRequiredService<IStartupValidator>().Validate).Message;
}
