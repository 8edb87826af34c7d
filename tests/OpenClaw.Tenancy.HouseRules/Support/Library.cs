using System.Reflection;
using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.HouseRules.Support;

/// <summary>The built assemblies of every package under src.</summary>
internal static class Library
{
    internal const string CoreName = "OpenClaw.Tenancy";

    internal static IReadOnlyList<string> Names { get; } = [.. Repository.Projects("src").Select(static p => Path.GetFileNameWithoutExtension(p)!)];

    internal static IReadOnlyList<Assembly> Assemblies { get; } = [.. Names.Select(Assembly.Load)];

    internal static Assembly Core { get; } = Assembly.Load(CoreName);

    /// <summary>Every type that somebody wrote, the nested ones too.</summary>
    internal static IReadOnlyList<Type> Types { get; } = [.. Assemblies.SelectMany(static a => a.GetTypes()).Where(static t => !IsGenerated(t))];

    internal static IReadOnlyList<Type> PublicTypes { get; } = [.. Assemblies.SelectMany(static a => a.GetExportedTypes())];

    internal static Type Named(string name) => Types.SingleOrDefault(t => t.Name == name)
        ?? throw new InvalidOperationException($"The library has no type {name}, or several. Mend the list in this test.");

    internal static string PathOf(Assembly assembly) => Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".dll");

    internal static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        || member.Name.StartsWith('<')
        || (member.DeclaringType is { } outer && IsGenerated(outer));
}
