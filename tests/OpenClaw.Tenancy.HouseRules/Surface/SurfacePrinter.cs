using System.Reflection;
using System.Text;
using OpenClaw.Tenancy.HouseRules.Types;

namespace OpenClaw.Tenancy.HouseRules.Surface;

/// <summary>Prints what an assembly offers to others: one line for each type and member, in a fixed order.</summary>
internal static class SurfacePrinter
{
    internal static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(TypeText.Declaration(type)).Append('\n');
            foreach (string member in Of(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Of(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}")
        : type.GetConstructors(Members.Instance).Where(Members.IsVisible).Select(MemberText.Of)
            .Concat(Fields(type).Select(MemberText.Of))
            .Concat(Both(type.GetProperties).Where(static p => Members.IsVisible(p.GetMethod) || Members.IsVisible(p.SetMethod)).Select(MemberText.Of))
            .Concat(Both(type.GetEvents).Where(static e => Members.IsVisible(e.AddMethod)).Select(static e => $"event {TypeText.Of(e.EventHandlerType!)} {e.Name}"))
            .Concat(Both(type.GetMethods).Where(IsOrdinary).Select(MemberText.Of));

    private static IEnumerable<FieldInfo> Fields(Type type) => Both(type.GetFields).Where(static f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly);

    private static IEnumerable<T> Both<T>(Func<BindingFlags, T[]> get) => get(Members.Instance).Concat(get(Members.Static)).Distinct();

    private static bool IsOrdinary(MethodInfo method) =>
        Members.IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.Name.StartsWith('<');
}
