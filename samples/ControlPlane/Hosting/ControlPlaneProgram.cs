using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>The commands of the program. Results go to standard output, all else to standard error.</summary>
internal static class ControlPlaneProgram
{
    private const string Usage = """
        usage:
          (no command) [--ControlPlane:Urls URLS] [--ControlPlane:Data DIR] ...    serves; default http://127.0.0.1:5090, .control-plane
          login SUBJECT [--ControlPlane:Data DIR]                                  an identity token of the sample's own provider, alone on its line
        """;

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            return args is ["login", ..] ? await LoginAsync(args, output, error) : await ServeAsync(args, output);
        }
        catch (Exception exception) when (exception is TenancyConfigurationException or OptionsValidationException or IOException)
        {
            await error.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    private static async Task<int> ServeAsync(string[] args, TextWriter output)
    {
        await using WebApplication app = ControlPlaneHost.Build(args);
        await app.StartAsync();
        await output.WriteLineAsync($"Listening on {app.Urls.First()}.");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<int> LoginAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ["login", { Length: > 0 } subject, .. string[] rest] || subject.StartsWith('-'))
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        await output.WriteLineAsync(ControlPlaneHost.Login(rest, subject));
        return 0;
    }
}
