using System.Runtime.CompilerServices;

namespace Gateway.Tests.Support;

internal static class Quiet
{
    // Many hosts start here, and none needs to watch its settings.
    [ModuleInitializer]
    internal static void Start() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
